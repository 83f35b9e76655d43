import type { Model } from '../../local/template/model.ts'
import type { Database, DatabaseOptions } from './database.ts'
import { openDatabase } from './database.ts'
import { templateTable } from './table-definition.ts'

/** A database with the template's tables, all empty. */
export const openTables = ({ tables }: Pick<Model, 'tables'>, options: DatabaseOptions): Database => {
  const database = openDatabase(options)
  for (const table of tables) database.createTable(templateTable(table))
  return database
}
