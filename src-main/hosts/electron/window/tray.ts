/** The icon beside the clock: the program goes on there when its window is closed. */
import { Menu, nativeImage, Tray } from 'electron'
import { say } from '#shared/phrases/say'

export const createTray = ({ icon, show, quit }: { icon: string; show(): void; quit(): void }): Tray => {
  const tray = new Tray(nativeImage.createFromPath(icon))
  tray.setToolTip('Deskbell')
  tray.setContextMenu(
    Menu.buildFromTemplate([
      { label: say('desk.open'), click: show },
      { label: say('desk.quit'), click: quit },
    ]),
  )
  tray.on('click', show)
  return tray
}
