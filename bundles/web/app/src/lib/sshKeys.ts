const PUBLIC_KEY =
  /^(ssh-(ed25519|rsa)|ecdsa-sha2-nistp\d+|sk-[a-z0-9@.-]+) [A-Za-z0-9+/]+={0,3}( .*)?$/

/** The public keys in a text, one a line; empty lines and comments are left out. */
export function readKeys(text: string): string[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'))
}

/** What is wrong with the keys; empty if nothing. */
export function keysFault(text: string): string {
  const keys = readKeys(text)
  if (keys.some((key) => key.includes('PRIVATE KEY'))) {
    return 'That is a private key: keep it to yourself. Paste the public one (its file ends in .pub).'
  }
  const wrong = keys.findIndex((key) => !PUBLIC_KEY.test(key))
  if (wrong < 0) return ''
  return `Line ${wrong + 1} is not a public SSH key. It starts with ssh-ed25519, ssh-rsa or ecdsa-sha2-….`
}
