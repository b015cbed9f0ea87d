/** Tells renters that their rental ends soon. */
package org.p2pvps.rental.notice;
