import { describe, expect, it } from 'vitest'
import { nextPage } from './nextPage'

describe('nextPage', () => {
  it('stays on this site', () => {
    expect(nextPage('/rent/1?a=b')).toBe('/rent/1?a=b')
  })

  it.each(['//evil.example', '/\\evil.example', 'https://evil.example', undefined, ['/a']])(
    'does not follow %s',
    (asked) => expect(nextPage(asked)).toBe('/'),
  )
})
