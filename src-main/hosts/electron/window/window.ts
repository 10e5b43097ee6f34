/** The one window, and where it was. */
import path from 'node:path'
import { BrowserWindow, nativeTheme, screen } from 'electron'
import type { Bounds } from './place'
import { ORIGIN } from '../protocol'

/** The page's own colours, for the moment before it is painted: see the tokens of the screen. */
const PAPER = { light: '#f3f5f6', dark: '#12171a' }
/** Dragging tells of every step. */
const SETTLED_MS = 300

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
  /** The address in the page. */
  at: string
  bounds: Bounds
  save(bounds: Bounds): void
  /** Resolves when there is something to show: the window is not seen before. */
  ready: Promise<unknown>
  devTools: boolean
}): BrowserWindow => {
  const { maximized, ...bounds } = onScreen(options.bounds)
  const window = new BrowserWindow({
    ...bounds,
    minWidth: 1024,
    minHeight: 640,
    // Shown once there is something to read: see `ready-to-show`.
    show: false,
    title: 'Deskbell',
    icon: path.resolve(options.icon),
    backgroundColor: nativeTheme.shouldUseDarkColors ? PAPER.dark : PAPER.light,
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
      // The second start finds the page compiled.
      v8CacheOptions: 'bypassHeatCheck',
      devTools: options.devTools,
    },
  })
  if (maximized) window.maximize()
  window.once('ready-to-show', () => {
    void options.ready.then(() => {
      if (!window.isDestroyed()) window.show()
    })
  })
  let waiting: NodeJS.Timeout | null = null
  const save = () => {
    waiting = null
    if (window.isDestroyed() || window.isMinimized()) return
    options.save({ ...window.getNormalBounds(), maximized: window.isMaximized() })
  }
  // `resized` and `moved` exist on macOS and Windows only: https://www.electronjs.org/docs/latest/api/browser-window#event-resized-macos-windows
  const later = () => {
    if (waiting) clearTimeout(waiting)
    waiting = setTimeout(save, SETTLED_MS)
  }
  window.on('resize', later)
  window.on('move', later)
  window.on('maximize', later)
  window.on('unmaximize', later)
  // Nothing of the last moment is lost.
  const now = () => {
    if (waiting) clearTimeout(waiting)
    save()
  }
  window.on('hide', now)
  window.on('close', now)
  void window.loadURL(`${ORIGIN}/index.html#${options.at}`)
  return window
}
