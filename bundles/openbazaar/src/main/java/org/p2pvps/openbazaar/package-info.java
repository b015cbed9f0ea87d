/** Rentals sold over OpenBazaar: listings, orders, disputes, by way of a daemon that the admin runs. */
package org.p2pvps.openbazaar;
