import { PeopleTable } from './PeopleTable'

/** Organisations: the same table, to their office numbers. */
export function AccountsScreen() {
  return <PeopleTable title="Accounts" kind="account" />
}
