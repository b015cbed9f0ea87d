import { describe, expect, it, vi } from 'vitest'
import { findOffer } from './offers'

function serve(listings: unknown[], device?: unknown): void {
  vi.stubGlobal('fetch', async (path: string) => {
    if (path.endsWith('/listings')) return Response.json(listings)
    if (device) return Response.json(device)
    return Response.json({ code: 'not-found' }, { status: 404 })
  })
}

describe('findOffer', () => {
  it('finds a listed device', async () => {
    serve([{ deviceId: 'pi', name: 'Pi' }])

    await expect(findOffer('pi', false)).resolves.toMatchObject({ name: 'Pi', isOwn: false })
  })

  it('finds a person’s own device that is ready', async () => {
    serve([], { id: 'pi', name: 'Pi', purpose: 'OWN_USE', state: 'READY' })

    await expect(findOffer('pi', true)).resolves.toMatchObject({
      deviceId: 'pi',
      isOwn: true,
      shortestHours: 1,
      longestHours: 8784,
    })
  })

  it('finds nothing while a device is rented or foreign', async () => {
    serve([], { id: 'pi', purpose: 'OWN_USE', state: 'RENTED' })
    await expect(findOffer('pi', true)).resolves.toBeNull()

    serve([])
    await expect(findOffer('pi', true)).resolves.toBeNull()
    await expect(findOffer('pi', false)).resolves.toBeNull()
  })
})
