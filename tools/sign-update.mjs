// Signs the descriptions of an update (`latest*.yml`) that electron-builder made: `node tools/sign-update.mjs FOLDER`, with the file of
// the private key in DESKBELL_SIGNING_KEY and its passphrase, where it has one, in DESKBELL_SIGNING_PASSPHRASE. A description whose
// packages are not beside it as it says is not signed. `node tools/sign-update.mjs --new-key FILE` makes a key: docs/releasing.md.
import { createHash, createPrivateKey, createPublicKey, generateKeyPairSync, sign } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'

const fail = (why) => {
  console.error(why)
  process.exit(1)
}
const publicOf = (key) => createPublicKey(key).export({ format: 'der', type: 'spki' }).toString('base64')
const passphrase = process.env.DESKBELL_SIGNING_PASSPHRASE || undefined

/** What is signed; the program checks the same: src-main/hosts/electron/updates/signed-description.ts. */
const signedBytes = (name, yml) => Buffer.from(`deskbell update\n${name}\n${yml}`, 'utf8')

/** The packages that a description names, as electron-builder writes them. */
const packagesOf = (yml) =>
  [...yml.matchAll(/^\s*-\s*url:\s*(.+?)\s*\n\s+sha512:\s*(\S+)/gm)].map(([, url, sha512]) => ({
    file: url.replace(/^(['"])(.*)\1$/, '$2'),
    sha512,
  }))

const [word, file] = process.argv.slice(2)
if (word === undefined) fail('Name the folder with latest*.yml, or --new-key and a file.')
if (word === '--new-key') {
  if (file === undefined) fail('Name the file that the private key is written to.')
  if (existsSync(file)) fail(`${file} is there already: a key is never overwritten.`)
  const { privateKey } = generateKeyPairSync('ed25519')
  const pem = privateKey.export({
    format: 'pem',
    type: 'pkcs8',
    ...(passphrase ? { cipher: 'aes-256-cbc', passphrase } : {}),
  })
  writeFileSync(file, pem, { mode: 0o600 })
  console.log(`DESKBELL_UPDATE_KEY=${publicOf(privateKey)}`)
} else {
  const keyFile = process.env.DESKBELL_SIGNING_KEY ?? fail('DESKBELL_SIGNING_KEY names no file.')
  const key = createPrivateKey({ key: readFileSync(keyFile), passphrase })
  if (key.asymmetricKeyType !== 'ed25519') fail('The key is no ed25519 key.')
  const names = readdirSync(word).filter((name) => /^latest(?:-[a-z0-9-]+)?\.yml$/.test(name))
  if (names.length === 0) fail(`There is no latest*.yml in ${word}.`)
  for (const name of names) {
    const yml = readFileSync(path.join(word, name), 'utf8')
    const packages = packagesOf(yml)
    if (packages.length === 0) fail(`${name} names no package.`)
    for (const { file: one, sha512 } of packages) {
      const at = path.join(word, one)
      if (path.basename(one) !== one || !existsSync(at)) fail(`${name} names ${one}, which is not beside it.`)
      if (createHash('sha512').update(readFileSync(at)).digest('base64') !== sha512)
        fail(`${one} is not the package that ${name} describes.`)
    }
    writeFileSync(
      path.join(word, `${name}.sig`),
      `${sign(null, signedBytes(name, yml), key).toString('base64')}\n`,
    )
    console.log(`Signed ${name}: ${packages.map(({ file: one }) => one).join(', ')}`)
  }
  console.log(`The program must have been built with DESKBELL_UPDATE_KEY=${publicOf(key)}`)
}
