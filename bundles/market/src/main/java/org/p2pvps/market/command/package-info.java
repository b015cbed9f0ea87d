/** Invoices at the console. */
package org.p2pvps.market.command;
