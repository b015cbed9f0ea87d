import { describe, expect, it } from 'vitest'
import { keysFault, readKeys } from './sshKeys'

const KEY = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJ5 me@laptop'

describe('readKeys', () => {
  it('takes one a line, without comments and blank lines', () => {
    expect(readKeys(`# mine\n${KEY}\n\n  ${KEY}  \n`)).toEqual([KEY, KEY])
  })
})

describe('keysFault', () => {
  it.each(['', KEY, 'ssh-rsa AAAAB3Nza==', 'ecdsa-sha2-nistp256 AAAAE2Vj me'])(
    'accepts "%s"',
    (text) => {
      expect(keysFault(text)).toBe('')
    },
  )

  it('names the line that is wrong', () => {
    expect(keysFault(`${KEY}\nhello`)).toContain('Line 2')
  })

  it('warns of a private key', () => {
    expect(keysFault('-----BEGIN OPENSSH PRIVATE KEY-----')).toContain('private key')
  })
})
