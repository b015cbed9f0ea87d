import { pause } from '@/lib/pause'
import { noteServerTime } from '@/lib/serverTime'
import { Problem, problemOf } from './problem'

const API = '/api/v1'

/** Waits before a call is repeated while the part of the server it needs is being updated, in milliseconds. */
export const RETRY_DELAYS = [500, 1000, 2000, 4000]

interface Hooks {
  /** A signed-in person's session has ended. */
  onSessionEnded: () => void
  /** A part of the server is away for a moment (true), or has come back (false). */
  onUpdating: (updating: boolean) => void
}

const hooks: Hooks = { onSessionEnded: () => undefined, onUpdating: () => undefined }

/** Lets the application hear of what concerns every call. */
export function listen(listeners: Hooks): void {
  Object.assign(hooks, listeners)
}

export const http = {
  get: <T>(path: string, signal?: AbortSignal) => call<T>('GET', path, undefined, signal),
  post: <T>(path: string, body: unknown = {}) => call<T>('POST', path, body),
  put: <T>(path: string, body: unknown) => call<T>('PUT', path, body),
  patch: <T>(path: string, body: unknown) => call<T>('PATCH', path, body),
  delete: <T = void>(path: string) => call<T>('DELETE', path),
}

async function call<T>(
  method: string,
  path: string,
  body?: unknown,
  signal?: AbortSignal,
): Promise<T> {
  for (let attempt = 0; ; attempt++) {
    try {
      const answer = await once<T>(method, path, body, signal)
      if (attempt > 0) hooks.onUpdating(false)
      return answer
    } catch (error) {
      const delay = RETRY_DELAYS[attempt]
      if (!(error instanceof Problem) || !error.isServiceMissing || delay === undefined) {
        if (attempt > 0) hooks.onUpdating(false)
        throw error
      }
      hooks.onUpdating(true)
      await pause(delay)
    }
  }
}

async function once<T>(
  method: string,
  path: string,
  body?: unknown,
  signal?: AbortSignal,
): Promise<T> {
  const response = await send(method, path, body, signal)
  noteServerTime(response.headers.get('Date'))
  if (!response.ok) {
    const problem = await problemOf(response)
    if (problem.needsSignIn) hooks.onSessionEnded()
    throw problem
  }
  return (response.status === 204 ? undefined : await response.json()) as T
}

async function send(
  method: string,
  path: string,
  body?: unknown,
  signal?: AbortSignal,
): Promise<Response> {
  const headers: Record<string, string> = { Accept: 'application/json, application/problem+json' }
  if (method !== 'GET') headers['X-P2PVPS'] = '1'
  if (body !== undefined) headers['Content-Type'] = 'application/json'
  try {
    return await fetch(API + path, {
      method,
      headers,
      body: body === undefined ? undefined : JSON.stringify(body),
      credentials: 'same-origin',
      cache: 'no-store',
      signal,
    })
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error
    throw new Problem(0, 'unreachable', '')
  }
}
