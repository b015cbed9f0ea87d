import { describe, expect, it } from 'vitest'
import { keysFault, readKeys } from './sshKeys'

const BLOB = 'AAAAC3NzaC1lZDI1NTE5AAAAIJ5AAAAC3NzaC1lZDI1NTE5AAAAIJ5'
const KEY = `ssh-ed25519 ${BLOB} me@laptop`

describe('readKeys', () => {
  it('takes one a line, without comments and blank lines', () => {
    expect(readKeys(`# mine\n${KEY}\n\n  ${KEY}  \n`)).toEqual([KEY, KEY])
  })
})

describe('keysFault', () => {
  it.each(['', KEY, `ssh-rsa ${BLOB}==`, `ecdsa-sha2-nistp256 ${BLOB} me`])(
    'accepts "%s"',
    (text) => {
      expect(keysFault(text)).toBe('')
    },
  )

  it('names the line that is wrong', () => {
    expect(keysFault(`${KEY}\nhello`)).toContain('Line 2')
  })

  it('bounds their number', () => {
    expect(keysFault(`${KEY}\n`.repeat(17))).toContain('At most 16')
  })

  it('warns of a private key', () => {
    expect(keysFault('-----BEGIN OPENSSH PRIVATE KEY-----')).toContain('private key')
  })
})
