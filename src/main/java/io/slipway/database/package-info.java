/** PostgreSQL: what a database is made of, and databases that are made to try something out. */
@NullMarked
package io.slipway.database;

import org.jspecify.annotations.NullMarked;
