/** Orders and rentals. */
package org.p2pvps.persistence.rental;
