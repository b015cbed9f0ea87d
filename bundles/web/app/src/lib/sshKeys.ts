/** What the server takes too. */
const PUBLIC_KEY =
  /^(ssh-ed25519|ssh-rsa|ecdsa-sha2-nistp(256|384|521)|sk-ssh-ed25519@openssh\.com|sk-ecdsa-sha2-nistp256@openssh\.com) [A-Za-z0-9+/]{40,1500}={0,2}( .{0,100})?$/
const MOST_KEYS = 16

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
  if (keys.length > MOST_KEYS) return `At most ${MOST_KEYS} keys can be given.`
  const wrong = keys.findIndex((key) => !PUBLIC_KEY.test(key))
  if (wrong < 0) return ''
  return `Line ${wrong + 1} is not a public SSH key. Paste a line from a file that ends in .pub.`
}
