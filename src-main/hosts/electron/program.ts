/** What takes time to load: the database, the carrier, the contract. Loaded while the page is, not before its window. */
export { createApp } from '../../app'
export { createDispatch } from '../dispatch'
export { startFailure } from '../start-failure'
