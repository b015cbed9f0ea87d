/**
 * One step of the Maven build, skipped when nothing it depends on changed since it last succeeded:
 *
 *     node build/step.js install|build|check
 */
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const APP = dirname(dirname(fileURLToPath(import.meta.url)))
const STAMPS = join(APP, '..', 'target', 'web-steps')
const NOT_SOURCES = new Set(['node_modules', 'tests'])

/** @type {Record<string, { inputs: string[], output: string, stamp: string, commands: string[][] }>} */
const STEPS = {
  install: {
    inputs: ['package.json', 'package-lock.json', '.npmrc'],
    output: join(APP, 'node_modules', '.package-lock.json'),
    stamp: join(APP, 'node_modules', '.installed'),
    commands: [['ci', '--prefer-offline']],
  },
  build: {
    inputs: sources(),
    output: join(APP, '..', 'target', 'classes', 'site', 'index.html'),
    stamp: join(STAMPS, 'build'),
    commands: [['run', 'build']],
  },
  check: {
    inputs: [...sources(), ...filesUnder('tests')],
    output: STAMPS,
    stamp: join(STAMPS, 'check'),
    commands: [['run', 'lint'], ['run', 'type-check'], ['test']],
  },
}

run(process.argv[2] ?? '')

/** @param {string} name */
function run(name) {
  const step = STEPS[name]
  if (!step) {
    throw new Error(`There is no step "${name}": install, build or check is wanted.`)
  }
  const digest = digestOf(step.inputs)
  if (
    existsSync(step.output) &&
    existsSync(step.stamp) &&
    readFileSync(step.stamp, 'utf8') === digest
  ) {
    console.log(`web ${name}: nothing changed`)
    return
  }
  step.commands.forEach(npm)
  mkdirSync(dirname(step.stamp), { recursive: true })
  writeFileSync(step.stamp, digest)
}

/** @param {string[]} words */
function npm(words) {
  const { status } = spawnSync('npm', words, { cwd: APP, stdio: 'inherit' })
  if (status !== 0) {
    process.exit(status ?? 1)
  }
}

/** @param {string[]} files */
function digestOf(files) {
  const hash = createHash('sha256').update(process.version)
  for (const file of files) {
    hash.update(`\n${file}\n`).update(readFileSync(join(APP, file)))
  }
  return hash.digest('hex')
}

function sources() {
  return readdirSync(APP)
    .filter((name) => !NOT_SOURCES.has(name))
    .flatMap(filesUnder)
    .sort()
}

/**
 * @param {string} path
 * @returns {string[]}
 */
function filesUnder(path) {
  if (!statSync(join(APP, path)).isDirectory()) {
    return [path]
  }
  return readdirSync(join(APP, path))
    .flatMap((name) => filesUnder(join(path, name)))
    .sort()
}
