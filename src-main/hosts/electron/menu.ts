/** The application menu. Edit roles must be there, or copy and paste die on macOS. */
import { Menu, type MenuItemConstructorOptions } from 'electron'

export type MenuActions = { show(): void; quit(): void }

/** The template, by platform, so that a test can read all three. */
export const menuTemplate = (
  platform: NodeJS.Platform,
  { quit }: MenuActions,
): MenuItemConstructorOptions[] => {
  const quitItem: MenuItemConstructorOptions = {
    label: 'Quit Deskbell',
    accelerator: 'CmdOrCtrl+Q',
    click: quit,
  }
  const mac: MenuItemConstructorOptions[] =
    platform === 'darwin'
      ? [
          {
            label: 'Deskbell',
            submenu: [
              { role: 'about' },
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
    ...(platform === 'darwin' ? [] : [{ label: 'File', submenu: [{ role: 'close' as const }, quitItem] }]),
    {
      label: 'Edit',
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
      label: 'View',
      submenu: [
        { role: 'resetZoom' },
        { role: 'zoomIn' },
        { role: 'zoomOut' },
        { type: 'separator' },
        { role: 'togglefullscreen' },
      ],
    },
    {
      label: 'Window',
      submenu: [{ role: 'minimize' }, ...(platform === 'darwin' ? [{ role: 'front' as const }] : [])],
    },
  ]
}

export const installMenu = (actions: MenuActions): void => {
  Menu.setApplicationMenu(Menu.buildFromTemplate(menuTemplate(process.platform, actions)))
}
