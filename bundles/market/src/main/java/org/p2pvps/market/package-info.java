/** The market that every server has: invoices with a reference, and an owner or admin who confirms the payment. */
package org.p2pvps.market;
