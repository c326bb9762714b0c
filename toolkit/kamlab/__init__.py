"""KAM Lab (大客户营销实训室): a training room for key-account managers, in Jupyter.

Floors, from the ground up; a module imports only from floors below its own:

0. words: `errors`, `language`, `terms`
1. ground: `schema`, `style`
2. data: `data`
3. methods: `methods`
4. charts: `charts`
5. touch: `answers`, `panels`
7. workshop: `pages`, `classroom`, `cli`
"""

__version__ = "0.1.0"
