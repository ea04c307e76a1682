"""The pages and the endpoints behind them, one module a subject, each with PAGES and ENDPOINTS."""
