/** The one window, and where it was. */
import path from 'node:path'
import { BrowserWindow, screen } from 'electron'
import { ORIGIN } from './protocol'

export type Bounds = { x?: number; y?: number; width: number; height: number; maximized: boolean }
export const FIRST_BOUNDS: Bounds = { width: 1280, height: 800, maximized: false }

/** Bounds on a screen that is still there; else the first size, centred by the system. */
const onScreen = (bounds: Bounds): Bounds => {
  const { x, y } = bounds
  if (x === undefined || y === undefined) return bounds
  const seen = screen
    .getAllDisplays()
    .some(
      ({ workArea: area }) =>
        x >= area.x - 50 &&
        y >= area.y - 50 &&
        x < area.x + area.width - 100 &&
        y < area.y + area.height - 100,
    )
  return seen ? bounds : { width: bounds.width, height: bounds.height, maximized: bounds.maximized }
}

export const createWindow = (options: {
  preload: string
  icon: string
  bounds: Bounds
  save(bounds: Bounds): void
  devTools: boolean
}): BrowserWindow => {
  const { maximized, ...bounds } = onScreen(options.bounds)
  const window = new BrowserWindow({
    ...bounds,
    minWidth: 1024,
    minHeight: 640,
    show: false,
    title: 'Deskbell',
    icon: path.resolve(options.icon),
    backgroundColor: '#f3f5f6',
    webPreferences: {
      preload: options.preload,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      webviewTag: false,
      navigateOnDragDrop: false,
      spellcheck: true,
      devTools: options.devTools,
    },
  })
  if (maximized) window.maximize()
  window.once('ready-to-show', () => window.show())
  const save = () => options.save({ ...window.getNormalBounds(), maximized: window.isMaximized() })
  window.on('resized', save)
  window.on('moved', save)
  window.on('maximize', save)
  window.on('unmaximize', save)
  void window.loadURL(`${ORIGIN}/index.html`)
  return window
}
