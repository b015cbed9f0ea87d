import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { constants, gzipSync } from 'node:zlib'

const COMPRESSIBLE = /\.(html|js|css|svg|json|txt)$/

/**
 * Puts a .gz beside every text file of the build, so that the server compresses nothing at run time.
 *
 * @returns {import('vite').Plugin}
 */
export function compressFiles() {
  let folder = ''
  return {
    name: 'compress-files',
    apply: 'build',
    configResolved(config) {
      folder = join(config.root, config.build.outDir)
    },
    closeBundle() {
      for (const entry of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
        if (COMPRESSIBLE.test(entry)) {
          compress(join(folder, entry))
        }
      }
    },
  }
}

/** @param {string} file */
function compress(file) {
  const level = constants.Z_BEST_COMPRESSION
  writeFileSync(`${file}.gz`, gzipSync(readFileSync(file), { level }))
}
