/**
 * Drives the site in a real browser against a running server:
 *
 *     P2PVPS_URL=http://localhost:8080 npm run e2e
 *
 * CHROMIUM names the browser's program; the default is Debian's.
 */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { chromium } from 'playwright-core'

const SITE = process.env.P2PVPS_URL ?? 'http://localhost:8080'
const CHROMIUM = process.env.CHROMIUM ?? '/usr/bin/chromium'
const stamp = Date.now().toString(36)

/** @type {import('playwright-core').Browser} */
let browser
/** @type {import('playwright-core').Page} */
let page
/** @type {string[]} */
const faults = []

before(async () => {
  browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox'] })
  page = await browser.newPage()
  page.setDefaultTimeout(15_000)
  page.on('pageerror', (error) => faults.push(error.message))
  page.on('console', (message) => {
    if (message.text().includes('Content Security Policy')) faults.push(message.text())
  })
})

after(() => browser?.close())

test('a new owner signs up on the way to adding a device', async () => {
  await page.goto(`${SITE}/devices/new`)
  await page.getByRole('link', { name: 'Create an account' }).click()
  await page.getByLabel('Name').fill('Olga Owner')
  await page.getByLabel('E-mail address').fill(`olga-${stamp}@example.org`)
  await page.getByLabel('Password').fill(`a long password ${stamp}`)
  await page.getByRole('button', { name: 'Create account' }).click()
  await page.getByRole('heading', { name: 'Add a device' }).waitFor()
})

test('the owner adds a device and gets its device.json once', async () => {
  await page.getByLabel('Name').fill(`Kitchen Pi ${stamp}`)
  await page.getByLabel('Price of an hour').fill('0,05')
  await page.getByRole('button', { name: 'Add the device' }).click()

  const file = JSON.parse(
    (await page.getByLabel('device.json', { exact: true }).textContent()) ?? '',
  )
  assert.deepEqual(Object.keys(file), ['server', 'deviceId', 'key'])
  assert.match(file.server, /^https?:\/\//)
  assert.match(file.key, /^p2pd_/)
})

test('the device waits for its agent', async () => {
  await page.getByRole('link', { name: 'Go to the device' }).click()
  await page.getByText('Waiting for its agent').waitFor()
  await page.getByText('0.05 EUR an hour').waitFor()
})

test('the owner changes the price', async () => {
  await page.getByRole('button', { name: 'Change name, price or terms' }).click()
  await page.getByLabel('Price of an hour').fill('1.10')
  await page.getByRole('button', { name: 'Save' }).click()
  await page.getByText('1.10 EUR an hour').waitFor()
})

test('a new key comes with a new device.json', async () => {
  await page.getByRole('button', { name: 'New device key' }).click()
  await page.getByRole('button', { name: 'Make a new key' }).click()
  await page.getByRole('heading', { name: 'Your device.json' }).waitFor()
})

test('the device is among the owner’s own, and not for rent yet', async () => {
  await page.getByRole('link', { name: 'My devices' }).first().click()
  const row = page.getByRole('link', { name: `Kitchen Pi ${stamp}` })
  const deviceId = (await row.getAttribute('href'))?.split('/').at(-1)

  await page.goto(`${SITE}/rent/${deviceId}`)
  await page.getByText('not for rent right now').waitFor()
})

test('the owner removes the device', async () => {
  await page.goto(`${SITE}/devices`)
  await page.getByRole('link', { name: `Kitchen Pi ${stamp}` }).click()
  await page.getByRole('button', { name: 'Remove the device' }).click()
  await page.getByRole('button', { name: 'Remove', exact: true }).click()
  await page.getByRole('heading', { name: 'My devices' }).waitFor()
  await page.getByText('No devices yet').waitFor()
})

test('boxes to tick stand beside their words', async () => {
  await page.goto(`${SITE}/account`)
  const box = await page.getByRole('checkbox').first().boundingBox()
  const words = await page.getByText('A device of mine is rented').boundingBox()
  assert.ok(box && words && box.height < 30 && box.x + box.width < words.x)
})

test('signing out ends the session', async () => {
  await page.getByRole('button', { name: 'Sign out' }).click()
  await page.getByRole('link', { name: 'Sign in' }).waitFor()
  await page.goto(`${SITE}/devices`)
  await page.getByRole('heading', { name: 'Sign in' }).waitFor()
})

test('nothing failed unseen', () => {
  assert.deepEqual(faults, [])
})
