/** Listings. */
package org.p2pvps.persistence.market;
