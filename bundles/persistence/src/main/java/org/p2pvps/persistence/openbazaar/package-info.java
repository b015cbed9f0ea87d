/** What is kept about an OpenBazaar store. */
package org.p2pvps.persistence.openbazaar;
