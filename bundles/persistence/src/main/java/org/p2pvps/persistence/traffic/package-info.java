/** What was carried, by the hour. */
package org.p2pvps.persistence.traffic;
