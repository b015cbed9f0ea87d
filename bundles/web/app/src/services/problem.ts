/** What the server answers when it can't do what was asked (RFC 9457), or why no answer came at all. */
export class Problem extends Error {
  constructor(
    /** The HTTP status; 0 if there was no answer. */
    readonly status: number,
    /** A stable word to branch on, such as `email-taken`; `unreachable` if there was no answer. */
    readonly code: string,
    /** What happened, in the server's words. */
    readonly detail: string,
    /** How long the server asks to wait, in seconds; 0 if it does not say. */
    readonly retryAfter = 0,
  ) {
    super(detail)
    this.name = 'Problem'
  }

  /** The bundle behind this part of the API is being replaced: nothing was done, the same call may be repeated. */
  get isServiceMissing(): boolean {
    return this.code === 'service-missing'
  }

  get isNotFound(): boolean {
    return this.status === 404
  }

  get needsSignIn(): boolean {
    return this.code === 'sign-in-required' || this.code === 'session-expired'
  }
}

/** Reads a problem document; whatever else may come (a proxy's page, nothing) becomes a problem too. */
export async function problemOf(response: Response): Promise<Problem> {
  const body = await bodyOf(response)
  return new Problem(
    response.status,
    typeof body.code === 'string' ? body.code : 'unknown',
    typeof body.detail === 'string' ? body.detail : '',
    Number(response.headers.get('Retry-After')) || 0,
  )
}

async function bodyOf(response: Response): Promise<Record<string, unknown>> {
  try {
    const body: unknown = await response.json()
    return typeof body === 'object' && body !== null ? (body as Record<string, unknown>) : {}
  } catch {
    return {}
  }
}
