/** The application menu. Edit roles must be there, or copy and paste die on macOS. */
import { Menu, type MenuItemConstructorOptions } from 'electron'
import { say } from '#shared/phrases/say'

/** Not a screen: the page lists its keys there. */
export const KEYS_PATH = '/keys'

export type MenuActions = {
  quit(): void
  /** Loads the page anew, also one that died; what was typed is there as a draft. */
  reload(): void
  /** Brings the window to the front and the page to this address. */
  open(path: string): void
}

/** The template, by platform, so that a test can read all three. */
export const menuTemplate = (
  platform: NodeJS.Platform,
  { quit, reload, open }: MenuActions,
): MenuItemConstructorOptions[] => {
  const quitItem: MenuItemConstructorOptions = {
    label: say('desk.quit'),
    accelerator: 'CmdOrCtrl+Q',
    click: quit,
  }
  const about: MenuItemConstructorOptions = { label: say('desk.about'), click: () => open('/settings/data') }
  const mac: MenuItemConstructorOptions[] =
    platform === 'darwin'
      ? [
          {
            label: 'Deskbell',
            submenu: [
              about,
              { type: 'separator' },
              { role: 'hide' },
              { role: 'hideOthers' },
              { role: 'unhide' },
              { type: 'separator' },
              quitItem,
            ],
          },
        ]
      : []
  return [
    ...mac,
    ...(platform === 'darwin'
      ? []
      : [{ label: say('desk.file'), submenu: [{ role: 'close' as const }, quitItem] }]),
    {
      label: say('desk.edit'),
      submenu: [
        { role: 'undo' },
        { role: 'redo' },
        { type: 'separator' },
        { role: 'cut' },
        { role: 'copy' },
        { role: 'paste' },
        { role: 'selectAll' },
      ],
    },
    {
      label: say('desk.view'),
      submenu: [
        { role: 'resetZoom' },
        { role: 'zoomIn' },
        { role: 'zoomOut' },
        { type: 'separator' },
        { role: 'togglefullscreen' },
        { type: 'separator' },
        { label: say('desk.reload'), accelerator: 'CmdOrCtrl+Shift+R', click: reload },
      ],
    },
    {
      label: say('desk.window'),
      submenu: [{ role: 'minimize' }, ...(platform === 'darwin' ? [{ role: 'front' as const }] : [])],
    },
    {
      role: 'help',
      submenu: [
        { label: say('desk.keys'), accelerator: 'F1', click: () => open(KEYS_PATH) },
        { label: say('desk.support-file'), click: () => open('/settings/data') },
        ...(platform === 'darwin' ? [] : [about]),
      ],
    },
  ]
}

export const installMenu = (actions: MenuActions): void => {
  Menu.setApplicationMenu(Menu.buildFromTemplate(menuTemplate(process.platform, actions)))
}
