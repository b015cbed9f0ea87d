import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { useSession } from './session'

const account = { id: '1', email: 'a@b.c', name: 'Ada', roles: ['OWNER', 'RENTER'], createdAt: '' }
const calls = vi.fn<(path: string, init: RequestInit) => Promise<Response>>()
const unauthorized = () => Response.json({ code: 'sign-in-required' }, { status: 401 })
const called = () => calls.mock.calls.map(([path, init]) => `${init.method} ${path}`)

beforeEach(() => {
  setActivePinia(createPinia())
  calls.mockReset()
  vi.stubGlobal('fetch', calls)
})

describe('session', () => {
  it('restores who is signed in, asking once', async () => {
    calls.mockImplementation(async () => Response.json(account))
    const session = useSession()

    await session.restore()
    await session.restore()

    expect(session.account?.name).toBe('Ada')
    expect(calls).toHaveBeenCalledOnce()
  })

  it('asks again when the server could not say', async () => {
    calls.mockRejectedValueOnce(new TypeError('Failed to fetch'))
    calls.mockImplementation(async () => Response.json(account))
    const session = useSession()

    await session.restore()
    expect(session.isSignedIn).toBe(false)
    await session.restore()
    expect(session.isSignedIn).toBe(true)
  })

  it('does not ask again when nobody is signed in', async () => {
    calls.mockImplementation(async () => unauthorized())
    const session = useSession()

    await session.restore()
    await session.restore()

    expect(calls).toHaveBeenCalledOnce()
  })

  it('signs a new person in at once', async () => {
    calls.mockResolvedValueOnce(Response.json(account, { status: 201 }))
    calls.mockResolvedValueOnce(Response.json({ account }, { status: 201 }))
    const session = useSession()

    await session.signUp({ email: 'a@b.c', name: 'Ada', password: 'correct horse battery' })

    expect(called()).toEqual(['POST /api/v1/accounts', 'POST /api/v1/sessions'])
    expect(session.is('OWNER')).toBe(true)
    expect(session.is('ADMIN')).toBe(false)
  })

  it('signs out even if the session has ended already', async () => {
    calls.mockResolvedValueOnce(Response.json({ account }, { status: 201 }))
    calls.mockResolvedValueOnce(unauthorized())
    const session = useSession()
    await session.signIn('a@b.c', 'x')

    await session.signOut()

    expect(session.isSignedIn).toBe(false)
  })

  it('stays signed in when signing out failed', async () => {
    calls.mockResolvedValueOnce(Response.json({ account }, { status: 201 }))
    calls.mockRejectedValueOnce(new TypeError('Failed to fetch'))
    const session = useSession()
    await session.signIn('a@b.c', 'x')

    await expect(session.signOut()).rejects.toMatchObject({ code: 'unreachable' })
    expect(session.isSignedIn).toBe(true)
  })
})
