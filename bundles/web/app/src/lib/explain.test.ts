import { describe, expect, it } from 'vitest'
import { Problem } from '@/services/problem'
import { explain } from './explain'

describe('explain', () => {
  it('says what to do about a known code', () => {
    expect(explain(new Problem(409, 'email-taken', 'Taken.'))).toContain('Sign in instead')
  })

  it('lets the server say which field is wrong', () => {
    const problem = new Problem(400, 'field-invalid', 'hours: 1 to 8784 is wanted.')
    expect(explain(problem)).toBe('hours: 1 to 8784 is wanted.')
  })

  it('passes on what the server says with a code it does not know', () => {
    expect(explain(new Problem(409, 'brand-new', 'Do this.'))).toBe('Do this.')
  })

  it('says how long to wait', () => {
    expect(explain(new Problem(429, 'rate-limited', '', 30))).toContain('30 s')
  })

  it('says that a part is being updated', () => {
    expect(explain(new Problem(503, 'service-missing', 'x'))).toContain('being updated')
  })

  it('hides what is no answer of the server', () => {
    expect(explain(new TypeError('x is undefined'))).not.toContain('undefined')
  })
})
