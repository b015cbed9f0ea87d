// @vitest-environment happy-dom
import { createPinia } from 'pinia'
import { flushPromises, mount } from '@vue/test-utils'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { Problem } from '@/services/problem'
import { rentedSites, type CustomDomain } from '@/services/sites'
import DomainRow from './DomainRow.vue'

const pending: CustomDomain = {
  id: 'd1',
  name: 'www.example.org',
  state: 'PENDING',
  recordName: '_p2pvps-challenge.www.example.org',
  recordValue: 'p2pvps-42',
}

const row = (domain: CustomDomain) =>
  mount(DomainRow, {
    props: { rentalId: 'r1', domain },
    global: { plugins: [createPinia()] },
  })

afterEach(() => vi.restoreAllMocks())

describe('DomainRow', () => {
  it('shows the record that proves a domain, and why it was not found', async () => {
    vi.spyOn(rentedSites, 'verifyDomain').mockRejectedValue(
      new Problem(409, 'domain-not-proved', 'There is no TXT record yet.'),
    )
    const shown = row(pending)
    expect(shown.text()).toContain('_p2pvps-challenge.www.example.org')
    expect(shown.text()).toContain('p2pvps-42')

    await shown.findAll('button').at(-1)?.trigger('click')
    await flushPromises()
    expect(shown.get('[role="alert"]').text()).toContain('There is no TXT record yet.')
    expect(shown.emitted('changed')).toBeUndefined()
  })

  it('shows no record for a domain that is proved', () => {
    const shown = row({ ...pending, state: 'VERIFIED' })
    expect(shown.text()).toContain('Proved')
    expect(shown.text()).not.toContain('p2pvps-42')
  })
})
