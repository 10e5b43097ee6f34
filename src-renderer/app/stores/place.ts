/** Where somebody was when the screen locked: the address itself may hold a number, so it waits here. */
let place: string | null = null

export const leavePlace = (path: string): void => {
  place = path
}
/** Where the desk begins. */
export const startPlace = (): string => place ?? '/people'
