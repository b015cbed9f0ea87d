/** Listings, orders and rentals at the console. */
package org.p2pvps.rental.command;
