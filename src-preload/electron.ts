/** The bridge in Electron: named functions only; the page never sees ipcRenderer itself. */
import { contextBridge, ipcRenderer } from 'electron'
import type { Bridge, Reply } from './contract'

const ask: Bridge['call'] = (name, input) =>
  ipcRenderer.invoke('deskbell:call', name, input) as Promise<Reply>

const FIRST = 'session.get'
/** What each page asks first, asked before its code is there: the main process reads the program when that begins. */
let asked: Promise<Reply> | null = null
// A document from elsewhere is refused what it asks, and has nothing to keep.
if (location.protocol === 'app:') {
  asked = ask(FIRST, {})
  // The first look at what a page keeps waits for the main process: it is free now.
  localStorage.getItem('')
}
// An answer that was given before something changed is nobody's any more.
ipcRenderer.once('deskbell:event', () => {
  asked = null
})

const bridge: Bridge = {
  host: 'electron',
  call(name, input) {
    const early = name === FIRST ? asked : null
    if (early) asked = null
    return early ?? ask(name, input)
  },
  on(event, listener) {
    const forward = (_event: unknown, name: string, payload: unknown) => {
      if (name === event) listener(payload)
    }
    ipcRenderer.on('deskbell:event', forward)
    return () => {
      ipcRenderer.off('deskbell:event', forward)
    }
  },
}

contextBridge.exposeInMainWorld('deskbell', bridge)
