import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { http, listen, RETRY_DELAYS } from './http'
import { Problem } from './problem'

const answers: (() => Response)[] = []
const calls = vi.fn<typeof fetch>()
const onSessionEnded = vi.fn()
const onUpdating = vi.fn()

function problem(status: number, code: string): () => Response {
  return () => Response.json({ status, code, detail: 'Because.' }, { status })
}

function requestOf(call: number): { path: unknown; init: RequestInit } {
  const [path, init] = calls.mock.calls[call] ?? []
  return { path, init: init ?? {} }
}

beforeEach(() => {
  vi.useFakeTimers()
  listen({ onSessionEnded, onUpdating })
  answers.length = 0
  vi.clearAllMocks()
  calls.mockImplementation(async () => (answers.shift() ?? problem(500, 'internal'))())
  vi.stubGlobal('fetch', calls)
})

afterEach(() => vi.useRealTimers())

describe('http', () => {
  it('reads without the header that writing needs', async () => {
    answers.push(() => Response.json([1]))

    await expect(http.get('/devices')).resolves.toEqual([1])
    expect(requestOf(0).path).toBe('/api/v1/devices')
    expect(requestOf(0).init.headers).not.toHaveProperty('X-P2PVPS')
  })

  it('writes JSON with the header against forged requests', async () => {
    answers.push(() => Response.json({ id: 1 }, { status: 201 }))

    await http.post('/orders', { hours: 2 })
    expect(requestOf(0).init).toMatchObject({
      method: 'POST',
      body: '{"hours":2}',
      credentials: 'same-origin',
      headers: { 'X-P2PVPS': '1', 'Content-Type': 'application/json' },
    })
  })

  it('takes an empty answer', async () => {
    answers.push(() => new Response(null, { status: 204 }))

    await expect(http.delete('/sessions/current')).resolves.toBeUndefined()
  })

  it('turns an error into a problem with its code', async () => {
    answers.push(problem(409, 'device-rented'))

    await expect(http.get('/x')).rejects.toMatchObject({
      status: 409,
      code: 'device-rented',
      detail: 'Because.',
    })
  })

  it('copes with an error that is no problem document', async () => {
    answers.push(() => new Response('<h1>Bad gateway</h1>', { status: 502 }))

    await expect(http.get('/x')).rejects.toMatchObject({ status: 502, code: 'unknown' })
  })

  it('says that the server is unreachable', async () => {
    calls.mockRejectedValue(new TypeError('Failed to fetch'))

    await expect(http.get('/x')).rejects.toMatchObject({ status: 0, code: 'unreachable' })
  })

  it('tells when the session has ended', async () => {
    answers.push(problem(401, 'session-expired'))

    await expect(http.get('/x')).rejects.toBeInstanceOf(Problem)
    expect(onSessionEnded).toHaveBeenCalledOnce()
  })

  it('repeats a call while its part of the server is being updated', async () => {
    answers.push(problem(503, 'service-missing'), problem(503, 'service-missing'))
    answers.push(() => Response.json('done'))

    const answer = http.post('/orders', {})
    await vi.runAllTimersAsync()

    await expect(answer).resolves.toBe('done')
    expect(onUpdating.mock.calls).toEqual([[true], [true], [false]])
  })

  it('gives up in the end', async () => {
    calls.mockImplementation(async () => problem(503, 'service-missing')())

    const answer = expect(http.get('/x')).rejects.toMatchObject({ code: 'service-missing' })
    await vi.runAllTimersAsync()

    await answer
    expect(calls).toHaveBeenCalledTimes(RETRY_DELAYS.length + 1)
    expect(onUpdating).toHaveBeenLastCalledWith(false)
  })

  it('does not repeat a call that failed for another reason', async () => {
    answers.push(problem(503, 'ports-exhausted'))

    await expect(http.post('/x')).rejects.toMatchObject({ code: 'ports-exhausted' })
    expect(calls).toHaveBeenCalledOnce()
  })
})
