/** Where to go after signing in: a path on this site that was asked for, else the market. Never another site. */
export function nextPage(asked: unknown): string {
  return typeof asked === 'string' && /^\/(?![/\\])/.test(asked) ? asked : '/'
}
