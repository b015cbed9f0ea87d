/** The ledger. */
package org.p2pvps.persistence.ledger;
