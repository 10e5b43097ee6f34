// Starts the app whose folder is given, as the default app of Electron's own distribution does: this binary carries none.
// Only what the tests need: `-r FILE` (Playwright's loader), options, and one folder.
import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { app, safeStorage } from 'electron'

// Electron 33 has the synchronous methods of safeStorage only; Deskbell calls the asynchronous ones of later versions.
if (!safeStorage.isAsyncEncryptionAvailable) {
  const keyring = process.env.DESKBELL_TEST_KEYRING ?? 'basic'
  if (keyring === 'basic') safeStorage.setUsePlainTextEncryption(true)
  // What a keyring that was changed or reset does: what it locked before cannot be opened.
  const salt = keyring === 'changed' ? 'changed:' : ''
  safeStorage.isAsyncEncryptionAvailable = async () =>
    keyring !== 'none' && safeStorage.isEncryptionAvailable()
  safeStorage.encryptStringAsync = async (text) => {
    if (keyring === 'none') throw new Error('no keyring')
    return safeStorage.encryptString(salt + text)
  }
  safeStorage.decryptStringAsync = async (bytes) => {
    const text = safeStorage.decryptString(bytes)
    if (!text.startsWith(salt)) throw new Error('locked with another key')
    return { result: text.slice(salt.length), shouldReEncrypt: false }
  }
}

/**
 * Playwright calls `__playwright_run` once it has attached (its own loader holds `ready` back in the same way). Without this the window is
 * made while it attaches, and of some of those it never hears.
 */
const LONGEST_HOLD_MS = 15_000
if (process.env.DESKBELL_TEST_HOLD && process.argv.includes('--remote-debugging-port=0')) {
  const ready = app.whenReady()
  const held = new Promise((resolve) => {
    globalThis.__playwright_run = resolve
    setTimeout(resolve, LONGEST_HOLD_MS).unref()
  }).then(() => ready)
  app.whenReady = () => held
}

const load = createRequire(import.meta.url)
const rest = process.argv.slice(1)
let folder = null
while (rest.length > 0 && folder === null) {
  const word = rest.shift()
  if (word === '-r' || word === '--require') load(path.resolve(rest.shift()))
  else if (!word.startsWith('-')) folder = path.resolve(word)
}
if (folder === null) {
  console.error('default app: no folder was given')
  app.exit(1)
} else {
  Object.defineProperty(process, 'defaultApp', { value: true, enumerable: true })
  const file = path.join(folder, 'package.json')
  const manifest = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {}
  if (manifest.version) app.setVersion(manifest.version)
  app.name = manifest.productName ?? manifest.name ?? app.name
  app.setAppPath(folder)
  // The top-level await holds `ready` back until the app's main module has settled.
  await import(pathToFileURL(path.join(folder, manifest.main ?? 'index.js')).href).catch((error) => {
    console.error(`The app threw an error while it was loaded: ${error?.stack ?? error}`)
    app.exit(1)
  })
}
