/**
 * A stand-in for the `electron` module, as strict as the real one about time: `ready` comes only after the entry
 * module has settled, and what must be called before or after it throws when called at the wrong time.
 */
import { EventEmitter } from 'node:events'
import path from 'node:path'

export const record = []
const note = (what, ...args) => record.push({ what, args })
let ready = false
const before = (what) => {
  if (ready) throw new Error(`${what} must be called before ready`)
}
const after = (what) => {
  if (!ready) throw new Error(`${what} must be called after ready`)
}

class App extends EventEmitter {
  isPackaged = process.env.STAND_IN_PACKAGED === '1'
  name = 'Deskbell'
  #paths = { userData: process.env.STAND_IN_DATA }
  setPath(name, value) {
    before('app.setPath')
    this.#paths[name] = value
    note('setPath', name)
  }
  getPath(name) {
    if (name === 'home') return process.env.STAND_IN_DATA
    return this.#paths[name]
  }
  getAppPath() {
    return process.env.STAND_IN_ROOT ?? path.resolve('.')
  }
  getVersion() {
    return '0.1.0'
  }
  getName() {
    return this.name
  }
  getLocale() {
    return 'en-US'
  }
  setAppUserModelId(id) {
    before('setAppUserModelId')
    note('setAppUserModelId', id)
  }
  enableSandbox() {
    before('enableSandbox')
    note('enableSandbox')
  }
  requestSingleInstanceLock() {
    note('requestSingleInstanceLock')
    return process.env.STAND_IN_SECOND !== '1'
  }
  whenReady() {
    return ready ? Promise.resolve() : new Promise((resolve) => this.once('ready', resolve))
  }
  isReady() {
    return ready
  }
  setBadgeCount(count) {
    after('app.setBadgeCount')
    note('setBadgeCount', count)
  }
  quit() {
    note('quit')
  }
  exit(code) {
    note('exit', code)
  }
  relaunch(options) {
    note('relaunch', options)
  }
}
export const app = new App()
/** The test calls this once the entry module has settled. */
export const becomeReady = () => {
  ready = true
  app.emit('ready')
}

export const protocol = {
  registerSchemesAsPrivileged(schemes) {
    before('registerSchemesAsPrivileged')
    note('registerSchemesAsPrivileged', schemes)
  },
  handle(scheme, handler) {
    after('protocol.handle')
    note('protocol.handle', scheme)
    protocol.handler = handler
  },
}

export class WebContents extends EventEmitter {
  sent = []
  url = ''
  setWindowOpenHandler(handler) {
    this.openHandler = handler
  }
  getURL() {
    return this.url
  }
  send(...args) {
    this.sent.push(args)
  }
  reload() {
    note('reload')
  }
  isCrashed() {
    return false
  }
  printToPDF(options) {
    note('printToPDF', options)
    return Promise.resolve(Buffer.from('%PDF-1.7'))
  }
  loadURL(url) {
    note('loadURL', url)
    return Promise.resolve()
  }
}

export const windows = []
export class BrowserWindow extends EventEmitter {
  webContents = new WebContents()
  visible = false
  constructor(options) {
    super()
    after('BrowserWindow')
    this.options = options
    windows.push(this)
    app.emit('web-contents-created', {}, this.webContents)
  }
  loadURL(url) {
    this.webContents.url = url
    note('loadURL', url)
    setImmediate(() => this.emit('ready-to-show'))
    return Promise.resolve()
  }
  show() {
    this.visible = true
  }
  hide() {
    this.visible = false
  }
  focus() {
    note('focus')
  }
  restore() {}
  maximize() {}
  focused = true
  isFocused() {
    return this.focused
  }
  setOverlayIcon(icon, words) {
    note('setOverlayIcon', words)
  }
  isMinimized() {
    return false
  }
  isMaximized() {
    return false
  }
  isDestroyed() {
    return false
  }
  getNormalBounds() {
    return { x: 10, y: 20, width: 1300, height: 900 }
  }
}

export const ipcMain = {
  handle(channel, handler) {
    after('ipcMain.handle')
    note('ipcMain.handle', channel)
    ipcMain.handler = handler
  },
  on() {},
}
export const ipcRenderer = {}
export const dialog = {
  answer: 0,
  shown: [],
  async showMessageBox(options) {
    after('dialog')
    dialog.shown.push(options)
    return { response: dialog.answer }
  },
  showErrorBox(title, text) {
    note('showErrorBox', title, text)
  },
}
export class Menu {
  static applied = null
  static buildFromTemplate(template) {
    return { template }
  }
  static setApplicationMenu(menu) {
    after('Menu.setApplicationMenu')
    Menu.applied = menu
  }
}
export class Tray extends EventEmitter {
  constructor(image) {
    super()
    after('Tray')
    note('Tray', image)
  }
  setToolTip() {}
  setContextMenu(menu) {
    Tray.menu = menu
  }
}
export const nativeImage = { createFromPath: (file) => ({ file }) }
export class Notification extends EventEmitter {
  static shown = []
  static isSupported() {
    return true
  }
  constructor(options) {
    super()
    after('Notification')
    this.options = options
  }
  show() {
    Notification.shown.push(this)
  }
}
export const net = { fetch: (url) => fetch(url) }

export const crashReporter = {
  start(options) {
    note('crashReporter', options.uploadToServer)
  },
}

export const powerSaveBlocker = {
  running: new Set(),
  start(kind) {
    after('powerSaveBlocker')
    note('powerSaveBlocker.start', kind)
    powerSaveBlocker.running.add(1)
    return 1
  },
  stop(id) {
    note('powerSaveBlocker.stop')
    powerSaveBlocker.running.delete(id)
  },
}
export const screen = {
  getAllDisplays() {
    after('screen')
    return [{ workArea: { x: 0, y: 0, width: 1920, height: 1080 } }]
  },
}
class Session extends EventEmitter {
  setPermissionRequestHandler(handler) {
    this.request = handler
  }
  setPermissionCheckHandler(handler) {
    this.check = handler
  }
  setDevicePermissionHandler(handler) {
    this.device = handler
  }
  /** The page asks for the files that its document names as soon as it is loaded. */
  webRequest = {
    onCompleted(filter, listener) {
      if (!listener) return
      void (async () => {
        const document = await (await protocol.handler(new Request('app://deskbell/index.html'))).text()
        for (const [, file] of document.matchAll(/(?:src|href)="\.\/([^"]+)"/g))
          listener({ url: `app://deskbell/${file}` })
      })()
    },
  }
}
const only = new Session()
export const session = {
  get defaultSession() {
    after('session.defaultSession')
    return only
  },
}
export const shell = {
  opened: [],
  openExternal(url) {
    shell.opened.push(url)
    return Promise.resolve()
  },
}
export const safeStorage = {
  async isAsyncEncryptionAvailable() {
    after('safeStorage')
    return true
  },
  getSelectedStorageBackend: () => 'gnome_libsecret',
  async encryptStringAsync(text) {
    after('safeStorage')
    return Buffer.from(`locked:${Buffer.from(text).toString('hex')}`)
  },
  async decryptStringAsync(bytes) {
    after('safeStorage')
    return {
      result: Buffer.from(String(bytes).slice('locked:'.length), 'hex').toString(),
      shouldReEncrypt: false,
    }
  },
}
export default {
  app,
  protocol,
  BrowserWindow,
  ipcMain,
  ipcRenderer,
  dialog,
  Menu,
  Notification,
  Tray,
  nativeImage,
  powerSaveBlocker,
  screen,
  session,
  shell,
  safeStorage,
}

export const powerMonitor = new EventEmitter()
export const nativeTheme = { shouldUseDarkColors: false }
