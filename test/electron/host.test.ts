/** Parts of the Electron host that a boot on this system does not reach: other systems, other keychains. */
import { beforeEach, expect, test, vi } from 'vitest'

const system = vi.hoisted(() => ({ available: true, backend: 'gnome_libsecret', key: 'a' }))
vi.mock('electron', () => ({
  Menu: {},
  app: {},
  safeStorage: {
    isAsyncEncryptionAvailable: async () => system.available,
    getSelectedStorageBackend: () => system.backend,
    encryptStringAsync: async (text: string) => Buffer.from(`${system.key}:${text}`),
    decryptStringAsync: async (bytes: Buffer) => {
      const [key, text] = String(bytes).split(':')
      if (key !== system.key) throw new Error('cannot decrypt')
      return { result: text, shouldReEncrypt: false }
    },
  },
}))
const { KEYS_PATH, menuTemplate } = await import('../../src-main/hosts/electron/window/menu')
const { desktopEntry } = await import('../../src-main/hosts/electron/autostart')
const { createSystemSecrets } = await import('../../src-main/hosts/electron/system-secrets')

test('an autostart entry starts the program hidden, whatever stands in its path', () => {
  const entry = desktopEntry(['/opt/Désk bell/100%/deskbell "x"', '--data=/home/anna/$data'])
  expect(entry).toContain('[Desktop Entry]\nType=Application\n')
  expect(entry.split('\n').find((line) => line.startsWith('Exec='))).toBe(
    String.raw`Exec="/opt/Désk bell/100%%/deskbell \\"x\\"" "--data=/home/anna/\\$data" "--hidden"`,
  )
})

const keeper = () => {
  const store = new Map<string, unknown>()
  return {
    store,
    get: (key: string) => store.get(key),
    set: (key: string, value: unknown) => void store.set(key, value),
    delete: (key: string) => void store.delete(key),
  }
}
beforeEach(() => Object.assign(system, { available: true, backend: 'gnome_libsecret', key: 'a' }))

test.each(['darwin', 'win32', 'linux'] as const)(
  'on %s copy and paste are in the menu, and Quit asks us',
  (platform) => {
    let asked = 0
    const opened: string[] = []
    const template = menuTemplate(platform, {
      reload() {},
      quit: () => (asked += 1),
      open: (path) => opened.push(path),
    })
    const items = template.flatMap((menu) => (Array.isArray(menu.submenu) ? menu.submenu : []))
    expect(items.map((item) => item.role)).toEqual(
      expect.arrayContaining(['cut', 'copy', 'paste', 'undo', 'redo', 'selectAll']),
    )
    const quit = items.find((item) => item.label === 'Quit Deskbell')
    ;(quit?.click as (() => void) | undefined)?.()
    expect(asked).toBe(1)
    for (const label of ['About Deskbell', 'Keyboard shortcuts'])
      (items.find((item) => item.label === label)?.click as (() => void) | undefined)?.()
    expect(opened).toEqual(['/settings/data', KEYS_PATH])
    expect(items.some((item) => item.role === 'quit')).toBe(false)
  },
)

test('a secret is written as ciphertext and read back', async () => {
  const kept = keeper()
  const secrets = createSystemSecrets(kept, () => {})
  await secrets.set('twilio', 'hunter2')
  expect([...kept.store.values()].join()).not.toContain('hunter2')
  expect(await secrets.get('twilio')).toBe('hunter2')
  await secrets.set('twilio', null)
  expect(await secrets.get('twilio')).toBeNull()
})
test('another keychain: the secret is asked for again, and nothing is deleted', async () => {
  const kept = keeper()
  const log: string[] = []
  const secrets = createSystemSecrets(kept, (line) => log.push(line))
  await secrets.set('twilio', 'hunter2')
  system.key = 'b'
  expect(await secrets.get('twilio')).toBeNull()
  expect(kept.store.size).toBe(1)
  expect(log.join()).not.toContain('hunter2')
  system.key = 'a'
  expect(await secrets.get('twilio')).toBe('hunter2')
})
test('without a keychain the app says that secrets are not protected', async () => {
  const secrets = createSystemSecrets(keeper(), () => {})
  expect(await secrets.protects()).toBe(true)
  if (process.platform === 'linux') {
    system.backend = 'basic_text'
    expect(await secrets.protects()).toBe(false)
  }
  system.available = false
  expect(await secrets.protects()).toBe(false)
})

test('without any keyring a secret is kept for this user alone, and taken over by a keyring that comes later', async () => {
  const kept = keeper()
  system.available = false
  const secrets = createSystemSecrets(kept, () => {})
  await secrets.set('number-hash-key', 'abc')
  expect(await secrets.get('number-hash-key')).toBe('abc')
  expect(await secrets.protects()).toBe(false)
  system.available = true
  expect(await secrets.get('number-hash-key')).toBe('abc')
  expect([...kept.store.keys()]).toEqual(['secrets.number-hash-key'])
  expect(await secrets.get('number-hash-key')).toBe('abc')
})

test('what another keychain locked is kept beside the new secret', async () => {
  const kept = keeper()
  const secrets = createSystemSecrets(kept, () => {})
  await secrets.set('twilio', 'old')
  const locked = kept.store.get('secrets.twilio')
  system.key = 'b'
  await secrets.set('twilio', 'new')
  expect(await secrets.get('twilio')).toBe('new')
  expect(kept.store.get('unreadable.twilio')).toBe(locked)
})
