/** The bridge in Electron: named functions only; the page never sees ipcRenderer itself. */
import { contextBridge, ipcRenderer } from 'electron'
import type { Bridge, Reply } from './contract'

const bridge: Bridge = {
  host: 'electron',
  call: (name, input) => ipcRenderer.invoke('deskbell:call', name, input) as Promise<Reply>,
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
