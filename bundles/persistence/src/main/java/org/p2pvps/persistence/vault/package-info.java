/** Seals what must not be read from the database's files. */
package org.p2pvps.persistence.vault;
