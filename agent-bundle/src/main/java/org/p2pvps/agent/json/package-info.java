/** JSON. Jackson shows nowhere else. */
package org.p2pvps.agent.json;
