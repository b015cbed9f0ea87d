// @vitest-environment happy-dom
import { mount, RouterLinkStub } from '@vue/test-utils'
import { describe, expect, it } from 'vitest'
import CredentialsPanel from './CredentialsPanel.vue'

const credentials = {
  username: 'renter',
  password: 'correct-horse',
  sshHost: 'localhost',
  sshPort: 20000,
  sshCommand: 'ssh -p 20000 renter@localhost',
  jumpCommand: 'ssh -J jump@localhost:2222 renter@brave-otter',
  webAddress: 'http://brave-otter.localhost:8088/',
}

describe('CredentialsPanel', () => {
  it('shows the password only when asked', async () => {
    const panel = mount(CredentialsPanel, {
      props: { credentials },
      global: { stubs: { RouterLink: RouterLinkStub } },
    })
    expect(panel.text()).toContain('ssh -p 20000 renter@localhost')
    expect(panel.text()).toContain('ssh -J jump@localhost:2222 renter@brave-otter')
    expect(panel.html()).not.toContain('correct-horse')

    await panel.get('button[aria-label="Show the password"]').trigger('click')
    expect(panel.text()).toContain('correct-horse')
  })
})
