/**
 * Keeps the domain's records in a database. Entities never leave this bundle: a store takes a record, maps it to its
 * entity and back.
 */
package org.p2pvps.persistence;
