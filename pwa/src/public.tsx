// Entry of the pages that anybody may open (/c/<code>, /p, /).
import './public.css'
