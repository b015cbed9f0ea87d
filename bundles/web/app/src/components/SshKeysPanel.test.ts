// @vitest-environment happy-dom
import { flushPromises, mount } from '@vue/test-utils'
import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { sshKeys, type SshKey } from '@/services/sshKeys'
import SshKeysPanel from './SshKeysPanel.vue'

const BLOB = 'AAAAC3NzaC1lZDI1NTE5AAAAIJ5AAAAC3NzaC1lZDI1NTE5AAAAIJ5'
const key: SshKey = {
  id: 'k1',
  name: 'me@laptop',
  type: 'ssh-ed25519',
  fingerprint: 'SHA256:abc',
  createdAt: '2026-01-02T03:04:05Z',
}

describe('SshKeysPanel', () => {
  let held: SshKey[]

  beforeEach(() => {
    setActivePinia(createPinia())
    held = []
    vi.spyOn(sshKeys, 'list').mockImplementation(() => Promise.resolve([...held]))
    vi.spyOn(sshKeys, 'add').mockImplementation(() => {
      held.push(key)
      return Promise.resolve(key)
    })
    vi.spyOn(sshKeys, 'delete').mockImplementation(() => {
      held = []
      return Promise.resolve()
    })
  })

  it('adds a key, shows its fingerprint, and deletes it', async () => {
    const panel = mount(SshKeysPanel)
    await flushPromises()
    expect(panel.text()).toContain('No keys yet')

    await panel.get('textarea').setValue(` ssh-ed25519 ${BLOB} me@laptop `)
    await panel.get('form').trigger('submit')
    await flushPromises()
    expect(sshKeys.add).toHaveBeenCalledWith(`ssh-ed25519 ${BLOB} me@laptop`)
    expect(panel.text()).toContain('SHA256:abc')

    await panel.get('button[aria-label="Delete the key me@laptop"]').trigger('click')
    await flushPromises()
    expect(panel.text()).toContain('No keys yet')
  })

  it('does not send what is no public key', async () => {
    const panel = mount(SshKeysPanel)
    await flushPromises()
    await panel.get('textarea').setValue('-----BEGIN OPENSSH PRIVATE KEY-----')

    expect(panel.text()).toContain('private key')
    expect(panel.get('button[type="submit"]').attributes('disabled')).toBeDefined()
  })
})
