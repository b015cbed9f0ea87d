/** Who has what of the money that was paid. */
package org.p2pvps.rental.ledger;
